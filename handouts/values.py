"""`dataclass`, as in the standard library, but quicker to make.

A frozen dataclass of the standard library has six methods written as text and compiled, each
time the module is imported. This house has more than a hundred such classes, and a first
handout waits for all of them. Three of the six are the same for every class but for the names
of its fields, so here they are shared: what is left takes three quarters of the time.

To a type checker and to a reader it is `dataclasses.dataclass`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(cls=None, /, **options):
        """A dataclass; see `dataclasses.dataclass` for the options."""

        def make(cls):
            plain = set(options) <= {"frozen", "slots", "kw_only"} and options.get("frozen")
            if not plain or {"__eq__", "__hash__", "__repr__"} & vars(cls).keys():
                return dataclasses.dataclass(**options)(cls)
            made = dataclasses.dataclass(eq=False, repr=False, **options)(cls)
            _share_methods(made)
            return made

        return make if cls is None else make(cls)

    def _share_methods(cls):
        fields = dataclasses.fields(cls)
        compared = [field.name for field in fields if field.compare]
        shown = [field.name for field in fields if field.repr]
        values = attrgetter(*compared) if compared else lambda self: ()

        def __eq__(self, other):  # noqa: N807  # it becomes the class's
            if other.__class__ is not self.__class__:
                return NotImplemented
            return values(self) == values(other)

        def __hash__(self):  # noqa: N807
            return hash(values(self))

        def __repr__(self):  # noqa: N807
            listed = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            return f"{self.__class__.__qualname__}({listed})"

        cls.__eq__, cls.__hash__, cls.__repr__ = __eq__, __hash__, __repr__
