"""Fills a treatment's templates and parses the result into a Document."""
