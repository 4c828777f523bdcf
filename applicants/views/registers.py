"""What public registers say of an organisation, beside what we have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from applicants.actions import registers
from applicants.enums import RuntsSection, Source
from applicants.forms.story import TakeForm
from applicants.labels.organisations import REGISTER_FIELDS, RUNTS_SECTIONS, SOURCES
from applicants.models import Organisation, RegisterReading
from applicants.queries.organisations import last_readings
from applicants.queries.registers import FIELDS, connected
from applicants.views.organisation_base import OrganisationMixin
from calls.labels import Words
from wecare.core.errors import DomainError
from wecare.core.web import UNPROCESSABLE, ActionView


@dataclass(frozen=True, slots=True)
class Line:
    """A value as we have it and as a register says it."""

    field: str
    label: Words
    ours: Words
    theirs: Words

    @property
    def differs(self) -> bool:
        return str(self.ours).casefold() != str(self.theirs).casefold()


@dataclass(frozen=True, slots=True)
class Compared:
    """What a register said, line by line; without a reading it was never asked."""

    source: Source
    name: Words
    reading: RegisterReading | None
    lines: tuple[Line, ...] = ()

    @property
    def differences(self) -> int:
        return sum(line.differs for line in self.lines)

    @property
    def read_at(self) -> datetime | None:
        return self.reading.read_at if self.reading else None


class Registers(OrganisationMixin, TemplateView):
    """Ours, the register's, when it was read; differences are taken one by one."""

    template_name = "applicants/organisation_registers.html"
    tab = "organisation_registers"

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Take what was chosen of one reading."""
        form = TakeForm(self.request.POST)
        problem = ""
        if not form.is_valid():
            problem = " ".join(str(each) for found in form.errors.values() for each in found)
        else:
            readings = RegisterReading.objects.filter(organisation=self.organisation)
            reading = get_object_or_404(readings, pk=form.cleaned_data["reading"])
            try:
                registers.take(
                    organisation=self.organisation,
                    reading=reading,
                    fields=form.cleaned_data["fields_taken"],
                    actor=self.person,
                )
            except DomainError as refusal:
                problem = str(refusal)
        if problem:
            context = self.get_context_data(problem=problem)
            return self.render_to_response(context, status=UNPROCESSABLE)
        messages.success(self.request, _("I dati scelti sono quelli del registro."))
        return HttpResponse(status=302, headers={"Location": self.address(self.tab)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("problem", "")
        readings = last_readings(self.organisation)
        return super().get_context_data(
            registers=[
                _compared(source, readings.get(source.value), self.organisation)
                for source in connected()
            ],
            **kwargs,
        )


class Reading(OrganisationMixin, ActionView):
    """Ask the registers now."""

    tab = "organisation_registers"

    def perform(self) -> Any:
        consulted = registers.read(organisation=self.organisation, actor=self.person)
        if consulted.entries:
            messages.success(self.request, _("I registri hanno risposto: confronta i dati."))
        for source in consulted.away:
            messages.warning(
                self.request,
                _("%(register)s: adesso non risponde. Puoi andare avanti e riprovare più tardi.")
                % {"register": SOURCES[source]},
            )
        return consulted

    def get_back_url(self) -> str:
        return self.address(self.tab)


def _compared(
    source: Source, reading: RegisterReading | None, organisation: Organisation
) -> Compared:
    values = (reading.values if reading else None) or {}
    lines = tuple(
        Line(
            name,
            REGISTER_FIELDS[name],
            _in_words(name, getattr(organisation, name)),
            _in_words(name, values[name]),
        )
        for name in FIELDS
        if values.get(name)
    )
    return Compared(source, SOURCES[source], reading, lines)


def _in_words(field: str, value: str) -> Words:
    is_section = field == "runts_section" and value in [each.value for each in RuntsSection]
    return RUNTS_SECTIONS[RuntsSection(value)] if is_section else value
