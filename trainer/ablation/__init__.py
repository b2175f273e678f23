"""What `train ablate` does, part by part: the variants, their runs, the table, the plot."""
