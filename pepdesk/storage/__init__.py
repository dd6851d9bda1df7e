"""Bytes on disk: a folder of sealed, immutable files and the keys that open them.

``filesystem`` touches the operating system, ``folder`` writes durably, ``envelope`` seals bytes, ``vault`` holds
the key, ``drafts`` knows generations. Nothing here knows what an answer is, except ``codec``.
"""
