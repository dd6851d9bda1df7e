"""Tagged PDF on top of reportlab, which has no tags of its own: structure, marked content, profile, form fields.

``structure`` is the tree a screen reader walks; it is made while the content is made, so its order is the reading
order whatever the order of drawing. ``canvas`` ties what is drawn to the tree; ``profile`` says which standards the
file keeps and writes what they ask for; ``mends`` puts right what reportlab 5.1 writes wrongly.
"""
