"""The conditions on which the guards around requests for information refuse, in SQL.

Moments stand as `{names}`: each database reads them in its own way.
"""

from __future__ import annotations

NEWEST_CHECK_CONFIRMS = (
    "EXISTS (SELECT 1 FROM subject_access_checks c WHERE c.request_id = NEW.request_id"
    " AND c.kind = '{kind}' AND c.outcome = 'confirmed' AND c.id = (SELECT MAX(n.id)"
    " FROM subject_access_checks n WHERE n.request_id = NEW.request_id AND n.kind = '{kind}')"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_corrections k"
    " WHERE k.request_id = NEW.request_id AND k.asker_changed"
    " AND {corrected} >= {checked})"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_further_packs f"
    " WHERE f.request_id = NEW.request_id AND f.why = 'update' AND {opened} >= {checked}))"
)
"""A check of whoever asked as they were written down wrong counts no more."""
ASKS_ALONE = (
    "COALESCE((SELECT k.asks_as FROM subject_access_corrections k"
    " WHERE k.request_id = NEW.request_id ORDER BY k.id DESC LIMIT 1),"
    " (SELECT r.asks_as FROM subject_access_requests r WHERE r.id = NEW.request_id))"
    " IN ('themselves', 'child')"
)
HARM = (
    "EXISTS (SELECT 1 FROM subject_access_harm_checks h WHERE h.pack_id = NEW.pack_id"
    " AND h.answer <> 'likely_as_a_whole' AND h.id = (SELECT MAX(n.id)"
    " FROM subject_access_harm_checks n WHERE n.pack_id = NEW.pack_id))"
)
NEWEST_PACK = (
    "NEW.pack_id = (SELECT p.id FROM subject_access_packs p WHERE p.request_id = NEW.request_id"
    " ORDER BY p.number DESC LIMIT 1)"
)
UNDECIDED = (
    "EXISTS (SELECT 1 FROM subject_access_proposals m WHERE m.pack_id = NEW.pack_id"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_proposals_refused k"
    " WHERE k.proposal_id = m.id)"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_redactions d WHERE d.proposal_id = m.id"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_redactions_undone u"
    " WHERE u.redaction_id = d.id)))"
)
RETURNED = (
    "EXISTS (SELECT 1 FROM subject_access_returned t WHERE t.asked_id = NEW.asked_id)"
    " OR EXISTS (SELECT 1 FROM subject_access_release_asked l"
    " WHERE l.request_id = NEW.request_id AND l.id > NEW.asked_id)"
)
NOT_AS_ASKED = (
    # The foreign key says this too, but SQLite heeds it only where a connection asks.
    "NOT EXISTS (SELECT 1 FROM subject_access_release_asked a WHERE a.id = NEW.asked_id"
    " AND a.asked_by = NEW.asked_by AND a.pack_id = NEW.pack_id"
    " AND a.request_id = NEW.request_id AND a.release_digest = NEW.release_digest)"
)
ASKED_AT = "(SELECT {asked} FROM subject_access_release_asked a WHERE a.id = NEW.asked_id)"
CHANGED_SINCE = (
    "EXISTS (SELECT 1 FROM subject_access_redactions d WHERE d.pack_id = NEW.pack_id"
    " AND {made} > {asked_at})"
    " OR EXISTS (SELECT 1 FROM subject_access_redactions_undone u"
    " JOIN subject_access_redactions d ON d.id = u.redaction_id"
    " WHERE d.pack_id = NEW.pack_id AND {undone} > {asked_at})"
    " OR EXISTS (SELECT 1 FROM subject_access_links l WHERE l.request_id = NEW.request_id"
    " AND {decided} > {asked_at})"
)
TOO_EARLY = (
    "NOT EXISTS (SELECT 1 FROM subject_access_searches s WHERE s.request_id = NEW.request_id"
    " AND s.id = (SELECT MAX(n.id) FROM subject_access_searches n"
    " WHERE n.request_id = NEW.request_id) AND s.release_from <= {released_on})"
)
OTHER_SINCE = (
    "EXISTS (SELECT 1 FROM subject_access_corrections k WHERE k.request_id = NEW.request_id"
    " AND ({corrected} > {asked_at} OR k.person_changed AND ({corrected} >= (SELECT {searched}"
    " FROM subject_access_searches s WHERE s.request_id = NEW.request_id ORDER BY s.id DESC"
    " LIMIT 1)) OR (k.person_changed OR k.part_changed) AND {corrected} >= (SELECT {assembled}"
    " FROM subject_access_packs p WHERE p.id = NEW.pack_id)))"
)
"""The request was put right after it was searched for, assembled, or asked to be released."""
PART = (
    "NOT COALESCE((SELECT k.everything FROM subject_access_corrections k"
    " WHERE k.request_id = NEW.request_id ORDER BY k.id DESC LIMIT 1),"
    " (SELECT r.everything FROM subject_access_requests r WHERE r.id = NEW.request_id))"
)
NEWEST_SCOPE = (
    "COALESCE((SELECT MAX(o.id) FROM subject_access_scopes o"
    " WHERE o.request_id = NEW.request_id), 0)"
)
NOT_THE_PART = (
    f"({PART}) AND COALESCE({{scope}}, -1) <> {NEWEST_SCOPE}"
    f" OR NOT ({PART}) AND {{scope}} IS NOT NULL"
)
"""It holds something else than what is asked for now."""
SCOPE_OF_PACK = "(SELECT p.scope_id FROM subject_access_packs p WHERE p.id = NEW.pack_id)"
BEFORE_OPENED = (
    "EXISTS (SELECT 1 FROM subject_access_further_packs f WHERE f.request_id = NEW.request_id"
    " AND ({opened} >= (SELECT {searched} FROM subject_access_searches s"
    " WHERE s.request_id = NEW.request_id ORDER BY s.id DESC LIMIT 1)"
    " OR {opened} >= (SELECT {assembled} FROM subject_access_packs p WHERE p.id = NEW.pack_id)))"
)
"""It was searched for or assembled before the request was opened again."""
NOT_AFTER_A_RELEASE = (
    "NOT EXISTS (SELECT 1 FROM subject_access_releases r WHERE r.id = NEW.release_id"
    " AND r.request_id = NEW.request_id AND r.id = (SELECT MAX(n.id)"
    " FROM subject_access_releases n WHERE n.request_id = NEW.request_id))"
    " OR NEW.number <> 1 + (SELECT COUNT(*) FROM subject_access_releases n"
    " WHERE n.request_id = NEW.request_id)"
    " OR EXISTS (SELECT 1 FROM subject_access_ends e WHERE e.request_id = NEW.request_id)"
)
"""A further pack follows the last release, and is numbered after it."""
RECEIVED_LATER = (
    "NEW.received_on > (SELECT r.recorded_on FROM subject_access_requests r"
    " WHERE r.id = NEW.request_id)"
)
WAITS = (
    "EXISTS (SELECT 1 FROM subject_access_release_asked a WHERE a.request_id = NEW.request_id"
    " AND a.id = (SELECT MAX(n.id) FROM subject_access_release_asked n"
    " WHERE n.request_id = NEW.request_id)"
    " AND a.pack_id = (SELECT p.id FROM subject_access_packs p"
    " WHERE p.request_id = NEW.request_id ORDER BY p.number DESC LIMIT 1)"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_returned t WHERE t.asked_id = a.id)"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_releases l WHERE l.asked_id = a.id))"
)
"""The newest pack waits for a second person."""
END_WAITS = (
    "EXISTS (SELECT 1 FROM subject_access_ends_asked a WHERE a.request_id = NEW.request_id"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_ends_returned t WHERE t.asked_id = a.id))"
)
"""The end waits for a second person."""
NOT_AGREED = (
    "NEW.ended_as <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM subject_access_ends_asked a"
    " WHERE a.id = NEW.asked_id AND a.request_id = NEW.request_id"
    " AND a.ended_as = NEW.ended_as AND a.words = NEW.words"
    " AND a.asked_by = NEW.asked_by AND a.asked_by <> NEW.ended_by"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_ends_returned t WHERE t.asked_id = a.id))"
)
"""It is not exactly what another person asked for, or was given back."""
FOUND_SINCE = (
    "NEW.ended_as = 'nothing_held' AND EXISTS (SELECT 1 FROM subject_access_links l"
    " WHERE l.request_id = NEW.request_id AND l.is_the_person AND {decided} > (SELECT {asked}"
    " FROM subject_access_ends_asked a WHERE a.id = NEW.asked_id))"
)
"""A record was found to be the person's after it was asked that nothing is held."""
OF_END = "(SELECT a.request_id FROM subject_access_ends_asked a WHERE a.id = NEW.asked_id)"

OVER = (
    "(EXISTS (SELECT 1 FROM subject_access_ends e WHERE e.request_id = {request})"
    " OR EXISTS (SELECT 1 FROM subject_access_releases r WHERE r.request_id = {request}"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_further_packs f WHERE f.release_id = r.id)))"
)
OF_PACK = "(SELECT p.request_id FROM subject_access_packs p WHERE p.id = NEW.pack_id)"
OF_REDACTION = (
    "(SELECT p.request_id FROM subject_access_packs p JOIN subject_access_redactions d"
    " ON d.pack_id = p.id WHERE d.id = NEW.redaction_id)"
)
