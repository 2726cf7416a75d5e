"""What a document may be and take, and how it is said that something was left out."""
