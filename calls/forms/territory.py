"""Forms of the territory: a district, a body that manages its services, an end, a succession."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import CodeField, LineField, WholeField
from calls.forms.outside import BodyCodeField
from calls.models import District, ManagingBody
from calls.queries.territory import in_office
from wecare.core.fields import ItalianDateField

NAME_LENGTH = 200
MOST_INHABITANTS = 10_000_000
RESERVED_CODES = frozenset({"nuovo"})  # an address of the desk
MARK_HELP = gettext_lazy("Da dove si sa: l'atto, la fonte, oppure «ricostruzione».")
FIRST_DAY_HELP = gettext_lazy("gg/mm/aaaa")


class DayForm(forms.Form):
    """The day on which to look at the territory."""

    use_required_attribute = False

    giorno = ItalianDateField(
        label=gettext_lazy("Com'era il giorno"), help_text=FIRST_DAY_HELP, required=False
    )


class DistrictForm(forms.Form):
    """A Distretto."""

    use_required_attribute = False

    code = CodeField(
        label=gettext_lazy("Codice"),
        help_text=gettext_lazy("Sta nell'indirizzo della pagina e non cambia più."),
    )
    name = LineField(label=gettext_lazy("Nome del Distretto"), max_length=NAME_LENGTH)
    health_authority = LineField(
        label=gettext_lazy("Azienda sanitaria"), max_length=40, required=False
    )
    inhabitants = WholeField(
        label=gettext_lazy("Abitanti"),
        maximum=MOST_INHABITANTS,
        required=False,
        help_text=gettext_lazy("Servono al calcolo di una tabella di riparto."),
    )
    source_mark = LineField(
        label=gettext_lazy("Fonte"), help_text=MARK_HELP, max_length=200, required=False
    )

    def __init__(self, *args: Any, district: District | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if district is not None:
            del self.fields["code"]

    def clean_code(self) -> str:
        """The address of the district."""
        code: str = self.cleaned_data["code"].lower()
        if "." in code or code in RESERVED_CODES:
            raise ValidationError(
                _('Il codice "%(code)s" non si può usare: scegli lettere, cifre e trattini.')
                % {"code": code},
                code="code",
            )
        return code


class DescribedBodyForm(forms.Form):
    """The fiscal code of a body, and where things are known from."""

    use_required_attribute = False

    fiscal_code = BodyCodeField()
    source_mark = LineField(
        label=gettext_lazy("Fonte"), help_text=MARK_HELP, max_length=200, required=False
    )


class BodyForm(DescribedBodyForm):
    """A body that manages services from a day, or since ever."""

    field_order = ["name", "fiscal_code", "valid_from"]

    name = LineField(label=gettext_lazy("Nome dell'ente"), max_length=NAME_LENGTH)
    valid_from = ItalianDateField(
        label=gettext_lazy("Gestisce i servizi dal"),
        help_text=gettext_lazy("gg/mm/aaaa. Vuoto: da prima che il portale lo sappia."),
        required=False,
    )


class SuccessionForm(BodyForm):
    """Some bodies of a district, and the one that follows them."""

    field_order = ["bodies", "name", "valid_from"]

    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Enti che cessano"),
        queryset=ManagingBody.objects.none(),  # those of the district
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Scegli almeno un ente che cessa.")},
    )

    def __init__(self, *args: Any, district: District, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = in_office(today).filter(district=district, valid_until__isnull=True)
        self.fields["bodies"].queryset = bodies.select_related("district")  # type: ignore[attr-defined]
        self.fields["name"].label = _("Nome del nuovo ente")
        day = self.fields["valid_from"]
        day.required = True
        day.label = _("Dal giorno")
        day.help_text = FIRST_DAY_HELP


class EndForm(forms.Form):
    """The day from which a body manages services no more."""

    use_required_attribute = False

    on = ItalianDateField(
        label=gettext_lazy("Non gestisce più i servizi dal"), help_text=FIRST_DAY_HELP
    )
