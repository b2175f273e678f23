"""What `train evaluate` does, part by part: the pictures, the networks, each measure, the report."""
