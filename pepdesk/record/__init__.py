"""One child's plan: plain mutable data, the changes that alter it, and its form on disk. No Qt, no rules."""
