"""What is known: places, reports, areas of control, the lines between them and their measures."""
