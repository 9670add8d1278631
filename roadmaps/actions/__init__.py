"""What can be done to paths, steps and the log: one transaction each, and no is a named error.

`now` is the moment it counts from; without one it is this moment.
"""

from roadmaps.actions.log import Work, add_log_entry, change_log_entry, delete_log_entry
from roadmaps.actions.paths import create_path, delete_path, replan_path
from roadmaps.actions.reminders import choose_reminder, stop_reminder
from roadmaps.actions.rules import (
    NotYoursError,
    PathChangedError,
    PathError,
    PathExistsError,
    PathIsGoneError,
    UnknownStepError,
)
from roadmaps.actions.sending import Round, send_due_reminders
from roadmaps.actions.steps import STATUSES, TO_DO, set_step_status

__all__ = [
    "STATUSES",
    "TO_DO",
    "NotYoursError",
    "PathChangedError",
    "PathError",
    "PathExistsError",
    "PathIsGoneError",
    "Round",
    "UnknownStepError",
    "Work",
    "add_log_entry",
    "change_log_entry",
    "choose_reminder",
    "create_path",
    "delete_log_entry",
    "delete_path",
    "replan_path",
    "send_due_reminders",
    "set_step_status",
    "stop_reminder",
]
