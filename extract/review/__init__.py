"""The review: a person corrects and confirms a run's records beside their documents."""
