"""Models of a project and of an aid, copied by `rulespec init` and `rulespec new`."""
