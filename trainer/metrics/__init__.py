"""Numbers that say how good a colouring is: of pictures, of region colours, of whole sets. No torch."""
