"""From one declaration every form: what is asked, what was sent, and what is wrong with it."""

from aidememoire.workbench.forms.record_form import RecordForm

__all__ = ["RecordForm"]
