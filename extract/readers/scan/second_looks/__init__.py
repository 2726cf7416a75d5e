"""Second looks: doubtful, crossed out, missed and special text, recognised once more."""
