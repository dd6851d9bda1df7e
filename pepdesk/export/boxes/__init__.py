"""What stands on the pages of the PDF: boxes that know their height, can be cut at a page's end and draw themselves.

Content is laid out whole before anything is drawn, which is how "Page x of y" is known on page 1. A box is cut into
a head that fits the room left and a rest for the next page; both belong to the same element of the structure tree.
"""
