"""The review: a person settles what is doubtful in a run's records, beside their documents."""
