"""What would a browser send for the forms of a page, as they stand there?"""

from html.parser import HTMLParser


class Forms(HTMLParser):
    """Reads the forms of a page: ``forms[i].fields`` is what would be sent, ``.action`` where to."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self._field, self._select = [], None, None

    def handle_starttag(self, tag, attrs):
        here = dict(attrs)
        if tag == "form":
            self.forms.append(Form(here))
        elif not self.forms or self.forms[-1].closed:
            return
        elif tag == "input" and here.get("name"):
            kind = here.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in here:
                self.forms[-1].add(here["name"], here.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self._field, self._said = here["name"], ""
        elif tag == "select":
            self._select = [here["name"], None]
        elif tag == "option" and self._select and (self._select[1] is None or "selected" in here):
            self._select[1] = here.get("value", "")

    def handle_data(self, data):
        if self._field:
            self._said += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.forms[-1].closed = True
        elif tag == "textarea" and self._field:
            self.forms[-1].add(self._field, self._said.removeprefix("\n"))
            self._field = None
        elif tag == "select" and self._select:
            self.forms[-1].add(self._select[0], self._select[1] or "")
            self._select = None


class Form:
    def __init__(self, attributes):
        self.attributes, self.fields, self.closed = attributes, {}, False

    def add(self, name, value):
        self.fields.setdefault(name, []).append(value)


def form_of(answer):
    """The form of a page that asks for a record."""
    reader = Forms()
    reader.feed(answer.content.decode())
    return next(form for form in reader.forms if "data-draft" in form.attributes)
