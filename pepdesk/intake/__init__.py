"""What comes in from outside, guarded before it is read: pictures, documents, exports of the school's system. No Qt."""
