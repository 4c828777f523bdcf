"""What came back of many loans from one file: all or nothing, each error at its row, each transfer once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from funding.actions.aid.repayments_file import FileRefused, Line, Recorded, read, record_all
from funding.models import Repayment
from funding.queries.aid import verification as aid_verification
from funding.queries.aid.loans import loan
from tests.factories.aid import a_loan, today
from tests.factories.evaluation import officer
from tests.fixtures.database import Clock
from wecare.core.uploads import UploadRefused
from wecare.ledger.queries import problems

pytestmark = pytest.mark.django_db

EUR = Decimal
HEAD = "protocollo;erogazione;rata;data;importo;riferimento"


def lines(*rows: str, head: str = HEAD) -> tuple[Line, ...]:
    return read("\n".join((head, *rows)).encode(), filename="rientri.csv")


def test_a_file_is_recorded_whole_and_the_second_time_moves_nothing(clock: Clock) -> None:
    first, second = a_loan(), a_loan("40000")
    clock.shift(timedelta(days=100))
    one, two = first.award.submission.protocol, second.award.submission.protocol
    day = f"{today():%d/%m/%Y}"
    rows = lines(
        f"{one};1;2;{day};1.000,00;TRN-3",  # after the first, which comes below
        f"{two};1;1;{day};100,00;TRN-1",
        f"{one};;1;{day};{str(loan(first).rows[0].owed).replace('.', ',')};TRN-2",
    )

    assert record_all(lines=rows, by=officer()) == Recorded(new=3, known=0)
    assert record_all(lines=rows, by=officer()) == Recorded(new=0, known=3)

    assert Repayment.objects.count() == 3
    assert loan(first).rows[0].is_settled
    assert (aid_verification.aid(), problems()) == ([], [])


def test_every_row_that_does_not_hold_is_told_and_nothing_is_recorded(clock: Clock) -> None:
    first = a_loan()
    clock.shift(timedelta(days=50))
    protocol, day = first.award.submission.protocol, f"{today():%d/%m/%Y}"

    with pytest.raises(FileRefused) as unread:
        record_all(
            lines=lines(
                f"{protocol};1;1;{day};100,00;TRN-1",
                f"dodici;1;1;{day};100,00;TRN-2",
                f"99999/2026;1;1;{day};100,00;TRN-3",
                f"{protocol};1;prima;{day};100,00;TRN-4",
                f"{protocol};1;1;31/02/2026;100,00;TRN-5",
                f"{protocol};1;1;{day};-5;TRN-6",
                f"{protocol};1;1;{day};1,00;",
            ),
            by=officer(),
        )
    with pytest.raises(FileRefused) as refused:
        record_all(
            lines=lines(
                f"{protocol};1;1;{day};100,00;TRN-1",
                f"{protocol};1;1;{day};999.999,00;TRN-2",
                f"{protocol};1;3;{day};1,00;TRN-3",
            ),
            by=officer(),
        )

    assert [row for row, _sentence in unread.value.rows] == [3, 4, 5, 6, 7, 8]
    assert [row for row, _sentence in refused.value.rows] == [3, 4]
    assert "Prima della rata 3" in refused.value.rows[1][1]
    assert not Repayment.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"protocollo;rata\n1/2026;1\n", "Mancano le colonne: data, importo, riferimento"),
        (f"{HEAD}\n".encode(), "nessuna riga"),
    ],
)
def test_a_table_that_is_none_says_why(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(content, filename="rientri.csv")
    assert said in refused.value.rows[0][1]
    with pytest.raises(UploadRefused):
        read(b"x", filename="rientri.exe")
