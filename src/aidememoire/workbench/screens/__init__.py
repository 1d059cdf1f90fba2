"""The screens, one file each: a gate, an act, a page. What is on none of them is in ``showing``."""
