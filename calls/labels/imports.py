"""The words of a file of movements: its states, its columns, what its rows may say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.enums import ImportStage, ImportState

IMPORT_STATES = {
    ImportState.CHECKING: (_("In prova"), "info", "it-clock"),
    ImportState.CHECKED: (_("Provato, niente registrato"), "todo", "it-check"),
    ImportState.CONFIRMED: (_("In registrazione"), "info", "it-clock"),
    ImportState.RECORDED: (_("Registrato"), "done", "it-check-circle"),
    ImportState.REFUSED: (_("Non registrato"), "warning", "it-warning-circle"),
    ImportState.FAILED: (_("Non riuscito"), "warning", "it-warning-circle"),
}
TO_CORRECT = (_("Da correggere"), "warning", "it-warning-circle")
STAGES = {
    ImportStage.READING: _("Leggiamo il file."),
    ImportStage.CHECKING: _("Controlliamo le righe."),
    ImportStage.WRITING: _("Scriviamo i movimenti."),
}
# The columns of the file: what to write, an example, whether it may be left blank.
COLUMNS: dict[str, tuple[str | Promise, str, bool]] = {
    "tipo": (
        _("Che cosa fa l'atto: dotazione, aumento, spostamento o riduzione."),
        "spostamento",
        False,
    ),
    "importo": (_("In euro: 1.234,56 o 1234.56, sempre maggiore di zero."), "250.000,00", False),
    "da": (
        _(
            "Da dove si tolgono i soldi: misura/linea/fondo, oppure misura/linea/fondo/bando/lotto. "
            "Vuota per una dotazione o un aumento."
        ),
        "FSE3/unica/FSE",
        False,
    ),
    "a": (
        _("Dove vanno i soldi, scritto allo stesso modo. Vuota per una riduzione."),
        "FSE2/unica/FSE",
        False,
    ),
    "causale": (_("Perché, in poche parole: al massimo 200 caratteri."), "Minori adesioni", True),
    "atto_tipo": (_("Chi adotta l'atto: DGR o DD."), "DGR", False),
    "atto_numero": (_("Come si cita."), "50-2397", False),
    "atto_data": (_("Il giorno di adozione: gg/mm/aaaa o aaaa-mm-gg."), "27/11/2020", False),
    "atto_oggetto": (_("Di che cosa parla l'atto."), "Riparto delle risorse", False),
    "atto_indirizzo": (
        _("L'indirizzo della pagina dove si legge."),
        "https://www.regione.piemonte.it/",
        True,
    ),
}
