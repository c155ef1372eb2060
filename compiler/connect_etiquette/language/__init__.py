"""Language: plain data becomes the typed model of a rule set: facts, conditions, rules, texts, evidence, translations.

Whatever a name refers to is looked up here, so that all later rooms deal with things and not with names.
"""
