"""`dataclass`, as in the standard library, but quicker to make, and its values too.

A frozen dataclass of the standard library has eight methods, most of them written as text and
compiled, each time the module is imported. This house has two hundred such classes, and a first
handout waits for most of them. Here all methods but one are shared, since they are the same for
every class but for the names of its fields. `__init__` is written when the first value is made,
which few classes see in the making of one handout; it puts each value straight into its slot,
a quarter quicker than the standard one, which goes by way of the name.

To a type checker and to a reader it is `dataclasses.dataclass`. Classes with other options than
`frozen`, `slots` and `kw_only`, or with a method of their own in place of a shared one, are left
to the standard library. So must be a class with `InitVar` or `init=False`, and one that is
derived from another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from dataclasses import MISSING, FrozenInstanceError
    from operator import attrgetter

    _OURS = (
        {"frozen": True, "slots": True},
        {"frozen": True, "slots": True, "kw_only": True},
    )
    _SHARED = frozenset(
        ("__init__", "__repr__", "__eq__", "__hash__", "__getstate__", "__setstate__")
    )

    def dataclass(cls=None, /, **options):
        """A dataclass; see `dataclasses.dataclass` for the options."""

        def make(cls):
            if options not in _OURS or _SHARED & vars(cls).keys():
                return dataclasses.dataclass(**options)(cls)
            bare = options | {"frozen": False, "init": False, "repr": False, "eq": False}
            made = dataclasses.dataclass(**bare)(cls)
            _share_methods(made)
            return made

        return make if cls is None else make(cls)

    def _share_methods(cls):
        fields = dataclasses.fields(cls)
        names = [field.name for field in fields]
        compared = [field.name for field in fields if field.compare]
        shown = [field.name for field in fields if field.repr]
        values = attrgetter(*compared) if compared else lambda self: ()
        setters = [vars(cls)[name].__set__ for name in names]

        def __init__(self, *args, **kwargs):  # noqa: N807  # it becomes the class's
            cls.__init__ = _written_init(cls)
            cls.__init__(self, *args, **kwargs)

        def __repr__(self):  # noqa: N807
            listed = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            return f"{self.__class__.__qualname__}({listed})"

        def __eq__(self, other):  # noqa: N807
            if other.__class__ is not self.__class__:
                return NotImplemented
            return values(self) == values(other)

        def __hash__(self):  # noqa: N807
            return hash(values(self))

        def __getstate__(self):  # noqa: N807
            return [getattr(self, name) for name in names]

        def __setstate__(self, state):  # noqa: N807
            for set_, value in zip(setters, state, strict=True):
                set_(self, value)

        cls.__init__, cls.__repr__, cls.__eq__, cls.__hash__ = __init__, __repr__, __eq__, __hash__
        cls.__getstate__, cls.__setstate__ = __getstate__, __setstate__
        cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete

    def _refuse_to_set(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _written_init(cls):
        """The `__init__` of a class, as somebody might write it by hand."""
        known = {"MISSING": MISSING}
        positional, by_name, body = [], [], []
        for field in dataclasses.fields(cls):
            name = value = parameter = field.name
            known[f"set_{name}"] = vars(cls)[name].__set__
            if field.default is not MISSING:
                known[f"default_{name}"] = field.default
                parameter = f"{name}=default_{name}"
            elif field.default_factory is not MISSING:
                known[f"new_{name}"] = field.default_factory
                parameter = f"{name}=MISSING"
                value = f"new_{name}() if {name} is MISSING else {name}"
            (by_name if field.kw_only else positional).append(parameter)
            body.append(f"    set_{name}(self, {value})")
        if hasattr(cls, "__post_init__"):
            body.append("    self.__post_init__()")
        parameters = ["self", *positional, *(["*", *by_name] if by_name else [])]
        text = [f"def __init__({', '.join(parameters)}):", *(body or ["    pass"])]
        exec("\n".join(text), known)  # noqa: S102  # names of fields, nothing else
        known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
        return known["__init__"]
