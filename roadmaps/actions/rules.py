"""What the rules refuse, each a named error with a sentence for people."""


class PathError(Exception):
    """The rule says no; the text is a sentence for the person. Nothing was changed."""


class PathExistsError(PathError):
    def __init__(self) -> None:
        super().__init__("You have a path to this target already. Re-plan that one instead.")


class PathIsGoneError(PathError):
    def __init__(self) -> None:
        super().__init__("This path was deleted meanwhile. What you finished is kept.")


class PathChangedError(PathError):
    def __init__(self) -> None:
        super().__init__(
            "Your path or your progress changed since this page was made. "
            "Nothing was changed; look at the new list and confirm again."
        )


class UnknownStepError(PathError):
    def __init__(self) -> None:
        super().__init__("This step is no longer part of your paths. What you logged is kept.")


class NotYoursError(PathError):
    def __init__(self) -> None:
        super().__init__("That path belongs to somebody else.")
