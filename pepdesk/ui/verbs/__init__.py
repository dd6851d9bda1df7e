"""What the menus do: each module holds the verbs of one menu, and opens the windows for them."""
