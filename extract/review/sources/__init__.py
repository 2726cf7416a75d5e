"""What a person sees of a document beside its record: pictures of its pages, and their words."""
