"""An act that moves money of the programme, and the funds it comes from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.budgets import GIVES, TAKES, Change
from calls.engine.places import read
from calls.enums import BudgetKind
from calls.forms.calls import NUMBER_LENGTH, SUBJECT_LENGTH
from calls.forms.fields import LineField
from calls.forms.outside import ActLinkField
from calls.forms.tables import CHOOSE
from calls.labels.budgets import place_words
from calls.queries.budgets import Spot
from wecare.acts.enums import ActKind
from wecare.acts.labels import ACT_KIND
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField
from wecare.core.money import ZERO, format_amount
from wecare.core.uploads import UploadRefused, check_size, clean_filename, media_type_of

CENT = Decimal("0.01")
REASON_LENGTH = 200
SALT = "calls.budget.copy"
KEPT_SECONDS = 24 * 60 * 60  # how long a file waits for the confirmation


class BudgetForm(forms.Form):
    """What the act does to the money, and the act itself."""

    use_required_attribute = False

    out_of = forms.ChoiceField(
        label=gettext_lazy("Da dove"),
        help_text=gettext_lazy("Accanto, i soldi che si possono togliere."),
        error_messages=CHOOSE,
    )
    into = forms.ChoiceField(label=gettext_lazy("Verso dove"), error_messages=CHOOSE)
    amount = AmountField(
        label=gettext_lazy("Importo"),
        help_text=gettext_lazy("In euro, per esempio 250.000,00."),
        min_value=CENT,
    )
    reason = LineField(
        label=gettext_lazy("Causale"),
        help_text=gettext_lazy("Perché, in poche parole: sta nell'elenco dei movimenti."),
        max_length=REASON_LENGTH,
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Tipo di atto"),
        choices=[(each.value, label) for each, label in ACT_KIND.items()],
        initial=ActKind.DGR.value,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    number_text = LineField(
        label=gettext_lazy("Numero dell'atto"),
        help_text=gettext_lazy("Come si cita, per esempio 50-2397."),
        max_length=NUMBER_LENGTH,
    )
    adopted_on = ItalianDateField(
        label=gettext_lazy("Data di adozione"), help_text=gettext_lazy("gg/mm/aaaa")
    )
    subject = PlainTextField(
        label=gettext_lazy("Oggetto dell'atto"),
        max_length=SUBJECT_LENGTH,
        multiline=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = ActLinkField()
    file = forms.FileField(
        label=gettext_lazy("File dell'atto"),
        help_text=gettext_lazy("PDF o file firmato P7M, al massimo 20 MB."),
        required=False,
        allow_empty_file=True,  # the sentence about empty files is ours
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(
        self, *args: Any, movement: BudgetKind, spots: Sequence[Spot], actor: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.movement = movement
        self.content = b""
        self._actor = actor.pk
        self._offer("out_of", movement in TAKES, [each for each in spots if each.free > ZERO])
        with_lots = movement is not BudgetKind.ALLOCATION
        self._offer("into", movement in GIVES, [s for s in spots if with_lots or not s.place.lot])

    def _offer(self, name: str, is_asked: bool, spots: Sequence[Spot]) -> None:  # noqa: FBT001 -- one flag
        if not is_asked:
            del self.fields[name]
            return
        groups = [
            (measure, [(str(each.place), _spot_label(each)) for each in group])
            for measure, group in groupby(spots, key=lambda each: each.measure)
        ]
        self.fields[name].choices = [("", _("Scegli")), *groups]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile | None:
        """The file, of an accepted size, name and content."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return None
        try:
            check_size(upload.size or 0)
            self.content = upload.read()
            media_type_of(self.content, filename=clean_filename(upload.name or ""))
        except UploadRefused as refusal:
            raise ValidationError(str(refusal), code="upload") from refusal
        return upload

    def clean_kept(self) -> dict[str, str]:
        """The file that this person uploaded a page ago, by digest and name."""
        token = self.cleaned_data["kept"]
        if not token:
            return {}
        try:
            said: dict[str, Any] = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature as problem:
            raise ValidationError(_("Il file non è più qui: caricalo di nuovo.")) from problem
        if said["by"] != self._actor:
            raise ValidationError(_("Il file non è più qui: caricalo di nuovo."))
        return {"digest": said["digest"], "filename": said["filename"]}

    @property
    def change(self) -> Change:
        """What the valid form asks for."""
        said = self.cleaned_data
        return Change(
            kind=self.movement,
            amount=said["amount"],
            out_of=read(said["out_of"]) if "out_of" in said else None,
            into=read(said["into"]) if "into" in said else None,
        )

    def as_typed(self) -> Iterator[tuple[str, str]]:
        """The fields again as they were typed, but for the file, for the page that confirms."""
        for name in self.fields:
            if name not in {"file", "kept"}:
                yield self.add_prefix(name), self.data.get(self.add_prefix(name), "")


def keep_token(*, digest: str, filename: str, actor: Any) -> str:
    """What the page that confirms carries instead of the file: only who uploaded it can use it."""
    return signing.dumps({"digest": digest, "filename": filename, "by": actor.pk}, salt=SALT)


def _spot_label(spot: Spot) -> str:
    facts = {"place": place_words(spot.place), "free": format_amount(spot.free)}
    if spot.place.lot:
        return _("%(place)s: prenotati %(free)s") % facts
    return _("%(place)s: liberi %(free)s") % facts
