"""Many handouts: an export goes in, PDFs, one file for the printer and a list of rows to mend come out."""
