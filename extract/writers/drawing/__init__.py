"""What drawings of any kind need: how wide words are, and where lines run."""
