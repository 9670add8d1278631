"""What the competency framework is kept in: the working copy, edited freely, and its releases.

    framework.py   title and scale                       skills.py   sources, categories, skills
    roles.py       role profiles, requirements, facts    paths.py    phases, resources, projects, …
    release.py     the frozen, numbered documents that everybody else reads

Rows name each other by their stable code, as the document does.
"""

from taxonomy.models.framework import FrameworkHeader, ProficiencyLevel
from taxonomy.models.paths import (
    Advice,
    AdviceRole,
    Background,
    BackgroundSkill,
    Certification,
    CertificationSkill,
    LearningResource,
    Phase,
    PhaseSkill,
    Project,
    ProjectSkill,
    ResourceStep,
)
from taxonomy.models.release import Release, ReleaseIsFrozenError
from taxonomy.models.roles import Requirement, RoleFact, RoleProfile
from taxonomy.models.skills import LevelDescriptor, Prerequisite, Skill, SkillCategory, Source

__all__ = [
    "Advice",
    "AdviceRole",
    "Background",
    "BackgroundSkill",
    "Certification",
    "CertificationSkill",
    "FrameworkHeader",
    "LearningResource",
    "LevelDescriptor",
    "Phase",
    "PhaseSkill",
    "Prerequisite",
    "ProficiencyLevel",
    "Project",
    "ProjectSkill",
    "Release",
    "ReleaseIsFrozenError",
    "Requirement",
    "ResourceStep",
    "RoleFact",
    "RoleProfile",
    "Skill",
    "SkillCategory",
    "Source",
]
