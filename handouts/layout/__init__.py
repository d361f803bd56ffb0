"""Lines into paragraphs, blocks down the page, furniture; where the slots are."""
