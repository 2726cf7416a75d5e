"""What leads where: the lines of a drawing are followed from symbol to symbol."""
