"""The work on translations: begin, update, count, exchange and try out catalogs.

Everything here is a function from texts to texts; `handouts translate` reads and writes the
files. Whether a translation may be printed is the gate's business (`handouts.i18n.gate`).
"""
