"""Packages against everybody who is not meant to read, change, pass on or replay them (security design, section 2)."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pepdesk.form.address import Address
from pepdesk.handover import sealed
from pepdesk.handover.ledger import ledger_of
from pepdesk.handover.package import ENDING, Package, open_package, seal_package
from pepdesk.handover.sealed import LARGEST, open_sealed, seal
from pepdesk.handover.strict import canonical, is_hex, parse
from pepdesk.people.card import OwnCard, card_for, read_card, write_card
from pepdesk.people.card_book import CardContact
from pepdesk.people.escrow_card import card_of_key, new_private_key
from pepdesk.problem import ChangedKey, HandoverProblem, PepDeskProblem
from pepdesk.record.answers import Attached, Attachment
from pepdesk.record.changes import SetAnswer
from pepdesk.storage.envelope import NONCE, expand
from tests.handover.people import GOALS, Person, circle, person, sign, teacher_and_worker, two_sided_form

FORM = two_sided_form()
GOLDEN = Path(__file__).parent.parent / "golden" / "package-v1"


def sample() -> tuple[Person, Person, bytes]:
    """A teacher, a social worker, and a package between them."""
    teacher, worker = teacher_and_worker(FORM)
    teacher.write("name", "Ada Canary")
    return teacher, worker, teacher.send(worker)


def refused(work: Callable[[], object]) -> str:
    """The code of the problem that ``work`` ends with."""
    with pytest.raises(PepDeskProblem) as problem:
        work()
    assert "Canary" not in str(problem.value)
    return problem.value.code


def file_key(data: bytes, own: OwnCard) -> bytes:
    """What a reader can get at: the key of the file."""
    found = sealed._file_key(data[: sealed._heading_length(data[9])], data[9], [own.opening_key])
    assert found is not None
    return found


def resealed(
    data: bytes, own: OwnCard, change: Callable[[dict[str, Any]], Any], sign_it: Callable[[bytes], bytes]
) -> bytes:
    """The package with other JSON in it, sealed and signed as it should be, with an id of its own in it."""
    inside = open_sealed(data, [own.opening_key])
    content = change(json.loads(inside.content))
    return seal([own.card.opens], lambda package_id: with_id(content, package_id), sign_it)[0]


def with_id(raw: Any, package_id: bytes) -> bytes:
    if isinstance(raw, dict) and is_hex(32)(raw.get("package")):
        raw["package"] = package_id.hex()
    return canonical(raw)


def test_the_readers_open_it_and_nobody_else() -> None:
    teacher, worker, data = sample()
    adviser = person("Vic Head", "virtual_school")
    for one in (teacher, worker):
        assert open_package(data, [one.own]).sender == teacher.card
    assert refused(lambda: open_package(data, [adviser.own])) == "not-for-you"
    assert b"Canary" not in data
    assert b"Dana" not in data
    assert (len(data) - sealed._heading_length(2) - 16) % 4096 == 0


def test_what_was_sealed_for_one_cannot_be_passed_on_as_if_it_were_sent() -> None:
    _, worker, data = sample()
    eve = person("Eve", "virtual_school")
    inside = open_sealed(data, [worker.own.opening_key])
    readers = [eve.card.opens]
    as_it_was = seal(readers, lambda _id: inside.content, lambda _data: inside.signature)[0]
    assert refused(lambda: open_package(as_it_was, [eve.own])) == "damaged"
    own_signature = seal(readers, lambda _id: inside.content, worker.own.sign)[0]
    assert refused(lambda: open_package(own_signature, [eve.own])) == "damaged"
    # The same file key in a heading of Eve's own making.
    key, package_id = file_key(data, worker.own), data[10:26]
    slot = sealed._suite().encrypt(key, X25519PublicKey.from_public_bytes(eve.card.opens), sealed._INFO + package_id)
    heading = data[:9] + b"\1" + package_id + slot
    heading += hmac.digest(expand(key, b"header"), heading, "sha256")
    old = sealed._heading_length(2)
    plain = AESGCM(expand(key, b"payload")).decrypt(NONCE, data[old:], data[old - 32 : old])
    forwarded = heading + AESGCM(expand(key, b"payload")).encrypt(NONCE, plain, heading[-32:])
    assert open_sealed(forwarded, [eve.own.opening_key]).content == inside.content
    assert refused(lambda: open_package(forwarded, [eve.own])) == "damaged"


def test_a_reader_dropped_or_added_in_the_heading_is_noticed() -> None:
    _, worker, data = sample()
    for count in (1, 3, 0, 17, 255):
        other = data[:9] + bytes([count]) + data[10:]
        assert refused(partial(open_package, other, [worker.own])) in ("damaged", "not-for-you")
    swapped = data[:26] + data[106:186] + data[26:106] + data[186:]
    assert refused(lambda: open_sealed(swapped, [worker.own.opening_key])) == "damaged"


def test_a_reader_cannot_change_what_was_said_and_keep_the_senders_name_on_it() -> None:
    teacher, worker, data = sample()

    def change(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "note": "something else"}

    assert open_package(resealed(data, worker.own, change, teacher.own.sign), [worker.own]).note == "something else"
    assert refused(lambda: open_package(resealed(data, worker.own, change, worker.own.sign), [worker.own])) == "damaged"
    kept = open_sealed(data, [worker.own.opening_key]).signature
    assert refused(lambda: open_package(resealed(data, worker.own, change, lambda _: kept), [worker.own])) == "damaged"


def test_a_package_whose_list_of_readers_leaves_one_out_is_not_for_that_one() -> None:
    teacher, worker, data = sample()
    eve = person("Eve", "virtual_school")
    content = json.loads(open_sealed(data, [worker.own.opening_key]).content)
    beside = seal([eve.card.opens], lambda package_id: with_id(content, package_id), teacher.own.sign)[0]
    assert refused(lambda: open_package(beside, [eve.own])) == "damaged"


def test_a_role_lie_on_the_senders_card_is_refused() -> None:
    teacher, worker, data = sample()

    def lie(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "sender": {**raw["sender"], "role": "social_worker"}}

    assert open_package(resealed(data, worker.own, dict, teacher.own.sign), [worker.own]).sender == teacher.card
    assert refused(lambda: open_package(resealed(data, worker.own, lie, teacher.own.sign), [worker.own])) == "damaged"


def test_a_replayed_and_an_older_package_are_refused_and_the_same_one_again_changes_nothing() -> None:
    teacher, worker, first = sample()
    teacher.write("name", "Beth")
    second = teacher.send(worker)
    worker.take(second)
    assert refused(lambda: worker.look(first)) == "replayed"
    before = worker.plan.answers
    again = worker.take(second)
    assert again.again
    assert not again.batch.changes
    assert worker.plan.answers == before


def test_an_unknown_sender_and_another_plan_or_form_are_refused_whole() -> None:
    teacher, worker, data = sample()
    worker.take(data)
    eve = person("Eve", "designated_teacher", "Nowhere")
    eve.record = replace(teacher.plan, handover={})
    assert refused(lambda: worker.look(eve.send(worker))) == "unknown-sender"
    elsewhere = replace(teacher, record=replace(teacher.plan, plan_id="cd" * 16, handover={}))
    assert refused(lambda: worker.look(elsewhere.send(worker))) == "another-plan"


def test_a_changed_key_is_a_loud_stop_before_anything_is_taken_in_or_sent() -> None:
    teacher, worker, data = sample()
    worker.take(data)
    keys = (bytes(range(32)), bytes(range(1, 33)))
    own = card_for("dana teacher", "designated_teacher", "Example School", keys, made=teacher.card.made)
    fake = Person(own, replace(worker.book, own=(own,)), record=replace(teacher.plan, handover={}))
    with pytest.raises(ChangedKey):
        worker.look(fake.send(worker))
    with pytest.raises(ChangedKey):
        worker.book.with_card(own.card)
    replaced = worker.book.with_card(own.card, replace_key=True)
    assert [(one.card, one.verified) for one in replaced.others if one.card.role == "designated_teacher"] == [
        (own.card, "")
    ]
    assert refused(lambda: open_package(data, [fake.own])) == "not-for-you"


def test_the_escrow_reader_opens_it_too() -> None:
    teacher, worker, _ = sample()
    private = new_private_key()
    escrow = card_of_key(private, "Pat Lead", "Example School")
    package = teacher.pack(worker)
    data, _ = seal_package(package, teacher.own, [worker.card], escrow)
    assert open_package(data, [], private).plan == teacher.plan.plan_id
    assert refused(lambda: open_package(data, [], new_private_key())) == "not-for-you"


def test_attachments_travel_under_their_hash_and_no_others() -> None:
    teacher, worker = teacher_and_worker(FORM)
    picture = b"\x89PNG not really"
    digest = hashlib.sha256(picture).hexdigest()
    teacher.files[digest] = picture
    answer = Attached((Attachment(digest, "image/png", "drawing.png", len(picture)),))
    teacher.plan.apply(SetAnswer(Address("about", "photo"), answer))
    data = teacher.send(worker)
    assert open_package(data, [worker.own]).files == {digest: picture}

    def other(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "files": {digest: "AAAA"}}

    assert refused(lambda: open_package(resealed(data, worker.own, other, teacher.own.sign), [worker.own])) == "damaged"


def test_too_many_readers_and_too_large_a_package_are_refused_before_sealing() -> None:
    teacher, worker, _ = sample()
    many = [person(f"Reader {number}", "carer").card for number in range(16)]
    assert refused(lambda: seal_package(teacher.pack(worker), teacher.own, many)) == "readers"
    assert len(open_package(seal_package(teacher.pack(worker), teacher.own, many[:15])[0], [teacher.own]).readers) == 16
    assert (
        refused(lambda: seal([worker.card.opens], lambda _id: bytes(LARGEST), lambda _data: bytes(64))) == "too-large"
    )
    assert refused(lambda: open_sealed(bytes(LARGEST + 1), [])) == "too-large"


def hostile(raw: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The JSON with one thing in it replaced by something else, at any depth."""
    odd: list[Any] = [
        None,
        True,
        -1,
        2**80,
        "",
        [],
        {},
        "\u0000",
        "e\u0301",
        [[]] * 3,
        {"a": {}},
        "x" * 9000,
        [None],
        "0" * 64,
    ]
    node: Any = raw
    while True:
        key = dice.choice(list(node)) if isinstance(node, dict) else dice.randrange(len(node))
        inner = node[key]
        if not isinstance(inner, dict | list) or not inner or dice.random() < 0.3:
            if isinstance(node, dict) and dice.random() < 0.2:
                node[str(dice.choice(["extra", "sig", "plan"]))] = node.pop(key)
            else:
                node[key] = dice.choice(odd)
            return raw
        node = inner


def run_hostile(times: int) -> int:
    """Signed and sealed as it should be, but with hostile JSON: only our own problems come out; gives how many did."""
    teacher, worker, data = sample()
    teacher.write("agreed", "to read")
    teacher.add_row(GOALS, "g1")
    teacher.write("aim", "ten pages", "g1")
    sign(teacher)
    data, dice, found = teacher.send(worker), random.Random(20261122), 0

    def change(raw: dict[str, Any]) -> dict[str, Any]:
        form = raw["blank"].pop("form")  # large, and read by the form's own readers, which have their own fuzzing
        raw = hostile(raw, dice)
        if isinstance(raw.get("blank"), dict):
            raw["blank"]["form"] = form
        return raw

    for _ in range(times):
        try:
            mutant = resealed(data, worker.own, change, teacher.own.sign)
        except ValueError:  # halves of letters, which no JSON holds
            continue
        try:
            Person(worker.own, worker.book).look(mutant)
        except PepDeskProblem:
            found += 1
    return found


def test_hostile_but_signed_json_ends_in_nothing_but_our_own_problems() -> None:
    assert 250 < run_hostile(400) < 400  # some changes are harmless: those are read


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_hostile_but_signed_json_many_times_over() -> None:
    assert 12_500 < run_hostile(20_000) < 20_000


def mutants(data: bytes, times: int) -> int:
    """Changed copies of a package, by bit, cut, gap and filler; gives how many were refused."""
    _, worker, _ = sample()
    dice = random.Random(20261122)
    for _ in range(times):
        changed = bytearray(data)
        kind, place = dice.random(), dice.randrange(len(data))
        if kind < 0.7:
            changed[place] ^= 1 << dice.randrange(8)
        elif kind < 0.8:
            del changed[place:]
        elif kind < 0.9:
            del changed[place : place + dice.randrange(1, 200)]
        else:
            changed[place:place] = dice.randbytes(dice.randrange(1, 64))
        with pytest.raises(HandoverProblem):
            open_package(bytes(changed), [worker.own])
    return times


def test_thousands_of_changed_packages_are_refused() -> None:
    assert mutants(sample()[2], 3000) == 3000


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_fifty_thousand_changed_packages_are_refused() -> None:
    assert mutants(sample()[2], 50_000) == 50_000


# The golden package: made once by this version, never again --------------------------------------------------------


def golden() -> tuple[bytes, OwnCard, dict[str, Any]]:
    expected = json.loads((GOLDEN / "expected.json").read_text("utf-8"))
    keys = (bytes.fromhex(expected["signing_key"]), bytes.fromhex(expected["opening_key"]))
    card = read_card(expected["card"])
    own = card_for(card.name, card.role, card.organisation, keys, certificate=card.certificate, made=card.made)
    return (GOLDEN / f"golden{ENDING}").read_bytes(), own, expected


def test_the_golden_package_still_opens_and_says_what_it_said() -> None:
    data, own, expected = golden()
    package = open_package(data, [own])
    assert (package.plan, package.number, package.note) == (expected["plan"], expected["number"], expected["note"])
    assert {str(one.section): one.value for one in package.sections} == expected["sections"]
    assert [one.digest for one in package.sections] == expected["digests"]
    assert package.sender.code == expected["code"]


def test_every_flipped_bit_of_the_golden_package_is_refused() -> None:
    data, own, _ = golden()
    heading = sealed._heading_length(data[9])
    places = [
        *range(heading * 8),
        *range(heading * 8, len(data) * 8, 61),
    ]  # every bit of the heading, every 61st behind
    for place in places:
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(HandoverProblem):
            open_package(bytes(changed), [own])


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_single_bit_and_every_truncation_of_the_golden_package_is_refused() -> None:
    data, own, _ = golden()
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(HandoverProblem):
            open_package(bytes(changed), [own])
    for end in range(len(data)):
        with pytest.raises(HandoverProblem):
            open_package(data[:end], [own])


def test_the_golden_package_cut_short_anywhere_near_its_joints_is_refused() -> None:
    data, own, _ = golden()
    heading = sealed._heading_length(data[9])
    for end in (*range(heading + 40), *range(heading + 40, len(data), 97), len(data) - 1):
        with pytest.raises(HandoverProblem):
            open_package(data[:end], [own])
    with pytest.raises(HandoverProblem):
        open_package(data + b"\0", [own])


def rfc_9180_open(secret: bytes, sealed_part: bytes, info: bytes, aad: bytes, key_bytes: int, aead_id: int) -> bytes:
    """Base mode of RFC 9180 for X25519 and HKDF-SHA256, written from its sections 4 and 5: a second reader of slots."""
    kem, suite = b"KEM" + b"\0\x20", b"HPKE" + b"\0\x20" + b"\0\1" + aead_id.to_bytes(2, "big")

    def extract(salt: bytes, suite_id: bytes, label: bytes, ikm: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite_id + label + ikm, "sha256")

    def grow(prk: bytes, suite_id: bytes, label: bytes, context: bytes, length: int) -> bytes:
        labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite_id + label + context
        return hmac.digest(prk, labelled + b"\1", "sha256")[:length]

    enc, body = sealed_part[:32], sealed_part[32:]
    private = X25519PrivateKey.from_private_bytes(secret)
    agreed = private.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + private.public_key().public_bytes_raw()
    shared = grow(extract(b"", kem, b"eae_prk", agreed), kem, b"shared_secret", context, 32)
    schedule = b"\0" + extract(b"", suite, b"psk_id_hash", b"") + extract(b"", suite, b"info_hash", info)
    top = extract(shared, suite, b"secret", b"")
    key, nonce = grow(top, suite, b"key", schedule, key_bytes), grow(top, suite, b"base_nonce", schedule, 12)
    return AESGCM(key).decrypt(nonce, body, aad)


def test_a_second_reader_made_from_rfc_9180_agrees_with_its_vector_and_opens_our_slots() -> None:
    secret = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")  # A.1.1, skRm
    enc = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
    first = "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"
    info, aad = b"Ode on a Grecian Urn", b"Count-0"
    assert rfc_9180_open(secret, bytes.fromhex(enc + first), info, aad, 16, 1) == b"Beauty is truth, truth beauty"
    with pytest.raises(InvalidTag):
        rfc_9180_open(secret, bytes.fromhex(enc + first[:-2] + "2b"), info, aad, 16, 1)
    _, worker, data = sample()
    slots = [data[26 + 80 * number : 106 + 80 * number] for number in range(data[9])]
    opened = list[bytes]()
    for slot in slots:
        with contextlib.suppress(InvalidTag):
            opened.append(rfc_9180_open(worker.own.opening_key, slot, b"PepDesk exchange v1" + data[10:26], b"", 32, 2))
    assert opened == [file_key(data, worker.own)]


def test_canonical_json_is_the_only_json_there_is() -> None:
    assert parse(canonical({"b": [1, "é"], "a": {}})) == {"b": [1, "é"], "a": {}}
    for data in (
        b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a": 1}', b'{"a":NaN}', '{"a":"e\u0301"}'.encode(),
        b"[" * 40 + b"]" * 40, b'{"a":"\\u0041"}', b"\xff", b"", b'{"a":1e3}', b"[" * 600_000,
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r".*"):
            parse(data)


def test_a_plans_ledger_that_was_tampered_with_is_said_to_be_unreadable() -> None:
    teacher, _, _ = sample()
    for odd in ({"v": 2}, {**teacher.plan.handover, "extra": 1}, {**teacher.plan.handover, "parts": {"x.y": {}}}):
        with pytest.raises(PepDeskProblem):
            ledger_of(replace(teacher.plan, handover=odd))


def test_known_people_can_be_compared_once_and_only_with_their_own_digits() -> None:
    teacher, worker, _ = sample()
    book = replace(teacher.book, others=(CardContact(worker.card),))
    verified = book.with_verified(worker.card.id, worker.card.code.replace(" ", ""), worker.card.made)
    assert str(verified.known(worker.card.id)) == "verified"
    assert refused(lambda: book.with_verified(worker.card.id, teacher.card.code, worker.card.made)) == "digits"


def make_golden() -> None:  # pragma: no cover - run once, by hand
    """Write the golden files; never again for this format."""
    teacher, worker, _ = sample()
    circle(teacher, worker)
    teacher.write("agreed", "Ŵyn reads ten pages")
    data = seal_package(replace(teacher.pack(worker), note="See you on Monday"), teacher.own, [worker.card])[0]
    package: Package = open_package(data, [worker.own])
    GOLDEN.mkdir()
    (GOLDEN / f"golden{ENDING}").write_bytes(data)
    expected = {
        "signing_key": worker.own.signing_key.hex(), "opening_key": worker.own.opening_key.hex(),
        "card": write_card(worker.card), "plan": package.plan, "number": package.number, "note": package.note,
        "sections": {str(one.section): one.value for one in package.sections},
        "digests": [one.digest for one in package.sections], "code": package.sender.code,
    }  # fmt: skip
    (GOLDEN / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")
