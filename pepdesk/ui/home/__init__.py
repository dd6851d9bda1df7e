"""My plans: the board, what is due, a new plan, next term's plan."""
