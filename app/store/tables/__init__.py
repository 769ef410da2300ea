"""The tables, as SQLAlchemy sees them; migrations/ makes them, and `alembic check` compares."""

from app.store.tables.drafts import DraftRow, ReviewEventRow, RevisionRow, ShareRow
from app.store.tables.ingestion import FeedEntryRow, FeedRow, IngestionFileRow, IngestionRow
from app.store.tables.learning import InterviewRow, VoiceLearningRow, VoiceLessonRow, VoiceRuleRow
from app.store.tables.library import (
    ClearanceRow,
    DocumentRow,
    GlossaryRow,
    PassageRow,
    PublicReadingRow,
    RetiredPassageRow,
)
from app.store.tables.model_calls import DraftTraceRow, ModelCallRow
from app.store.tables.model_endpoints import ModelEndpointRow
from app.store.tables.people import PersonRow, PostRow, SignInRow
from app.store.tables.policy import DismissalRow, FiringRow, InstallationRow, PolicyVersionRow
from app.store.tables.secrets import FingerprintRow, LexiconChangeRow, LexiconRow, SecretVectorRow
from app.store.tables.table import Table, UTCDateTime
from app.store.tables.voice import VoiceCorrectionRow, VoiceWishRow

__all__ = [
    "ClearanceRow",
    "DismissalRow",
    "DocumentRow",
    "DraftRow",
    "DraftTraceRow",
    "FeedEntryRow",
    "FeedRow",
    "FingerprintRow",
    "FiringRow",
    "GlossaryRow",
    "IngestionFileRow",
    "IngestionRow",
    "InstallationRow",
    "InterviewRow",
    "LexiconChangeRow",
    "LexiconRow",
    "ModelCallRow",
    "ModelEndpointRow",
    "PassageRow",
    "PersonRow",
    "PolicyVersionRow",
    "PostRow",
    "PublicReadingRow",
    "RetiredPassageRow",
    "ReviewEventRow",
    "RevisionRow",
    "SecretVectorRow",
    "ShareRow",
    "SignInRow",
    "Table",
    "UTCDateTime",
    "VoiceCorrectionRow",
    "VoiceLearningRow",
    "VoiceLessonRow",
    "VoiceRuleRow",
    "VoiceWishRow",
]
