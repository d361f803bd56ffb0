"""Our dataclass does what the standard library's does."""

import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field, replace
from typing import ClassVar

import pytest

from handouts.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    name: str
    parts: tuple[int, ...] = ()
    cache: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Alone:
    one: float


@dataclass(frozen=True)
class Nothing:
    pass


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    name: str
    parts: tuple[int, ...] = ()
    cache: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


def test_equal_values_are_equal_and_hash_alike() -> None:
    one, other = Own(name="a", cache={"x": 1}), Own(name="a")

    assert one == other
    assert hash(one) == hash(other)
    assert Own(name="a", parts=(1,)) != one
    assert Alone(1.0) == Alone(1.0) != Alone(2.0)
    assert Nothing() == Nothing()


def test_a_value_equals_none_of_another_class() -> None:
    standard: object = Standard(name="a")

    assert Own(name="a") != standard
    assert Own(name="a").__eq__("a") is NotImplemented


def test_it_hashes_shows_copies_and_pickles_as_the_standard_one() -> None:
    own, standard = Own(name="a", parts=(1, 2)), Standard(name="a", parts=(1, 2))

    assert hash(own) == hash(standard)
    assert repr(own) == repr(standard).replace("Standard", "Own")
    assert replace(own, name="b") == Own(name="b", parts=(1, 2))
    assert pickle.loads(pickle.dumps(own)) == own  # noqa: S301  # our own bytes


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Own(name="a").name = "b"  # type: ignore[misc]  # what is tested
    assert not hasattr(Own(name="a"), "__dict__")


def test_a_class_keeps_the_methods_it_brings() -> None:
    @dataclass(frozen=True)
    class Odd:
        number: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Odd) and self.number % 2 == other.number % 2

        def __hash__(self) -> int:
            return self.number % 2

    assert Odd(1) == Odd(3)
    assert repr(Odd(1)).endswith("Odd(number=1)")


def test_a_value_is_made_of_places_names_and_defaults() -> None:
    @dataclass(frozen=True, slots=True)
    class Span:
        start: int
        end: int = 9
        marks: list[int] = field(default_factory=list)
        name: str = field(default="", kw_only=True)

    one, other = Span(1), Span(1, name="a", marks=[5])

    assert (one.start, one.end, one.marks, one.name) == (1, 9, [], "")
    assert (other.end, other.marks, other.name) == (9, [5], "a")
    assert Span(1).marks is not one.marks


def test_a_value_is_refused_at_its_own_door() -> None:
    @dataclass(frozen=True, slots=True)
    class Even:
        number: int

        def __post_init__(self) -> None:
            if self.number % 2:
                raise ValueError("That is odd.")

    for _ in range(2):  # the first value made, and any other
        with pytest.raises(ValueError, match="odd"):
            Even(3)
    assert Even(4).number == 4


def test_what_is_missing_is_said_with_the_name_of_the_class() -> None:
    for _ in range(2):
        with pytest.raises(TypeError, match=r"Own\.__init__\(\) missing .* 'name'"):
            Own()  # type: ignore[call-arg]  # what is tested
        with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
            Own(name="a", size=1)  # type: ignore[call-arg]  # what is tested


def test_a_field_cannot_be_deleted_nor_one_be_added() -> None:
    one = Own(name="a")

    with pytest.raises(FrozenInstanceError):
        del one.name
    with pytest.raises(FrozenInstanceError):
        one.extra = 1  # type: ignore[attr-defined]  # what is tested


def test_the_standard_library_knows_the_fields_of_a_class() -> None:
    names = [each.name for each in dataclasses.fields(Own)]

    assert names == [each.name for each in dataclasses.fields(Standard)]
    assert dataclasses.is_dataclass(Alone)
    assert dataclasses.asdict(Own(name="a")) == dataclasses.asdict(Standard(name="a"))
    assert list(inspect.signature(Own).parameters) == names


def test_places_match_a_pattern_and_names_do_not() -> None:
    match Alone(2.0):
        case Alone(one):
            assert one == 2.0

    assert Own.__match_args__ == Standard.__match_args__ == ()


def test_what_is_no_field_and_what_has_a_base_is_left_to_the_standard_library() -> None:
    class Base:
        """It has a place for anything."""

    @dataclass(frozen=True, slots=True)
    class Counted:
        most: ClassVar[int] = 3
        number: int

    @dataclass(frozen=True, slots=True)
    class Further(Base):
        number: int

    assert Counted(1) == Counted(number=1)
    assert Counted.most == 3
    assert isinstance(Further(1), Base)
