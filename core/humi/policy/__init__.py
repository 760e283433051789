"""What a document says: the pack with its rules, and the ledger of its provisions."""
