"""What pages and commands made for people share: texts in two languages, levels of confidence."""
