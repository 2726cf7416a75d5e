"""Files that hold other files: ZIP archives, and mails with attachments."""
