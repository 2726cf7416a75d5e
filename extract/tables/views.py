"""Views that databases get beside the tables, for the questions asked most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view.

    Attributes:
        name: Its name.
        description: What it answers.
        query: The query, in SQL that SQLite, DuckDB and PostgreSQL all take.
    """

    name: str
    description: str
    query: str


VIEWS = (
    View(
        "actor_workload",
        "For each actor of an agency: SOPs, steps, and the working minutes of the steps.",
        """
        SELECT d.government, d.agency, COALESCE(a.canonical, a.actor) AS actor,
               COUNT(DISTINCT a.id) AS sops,
               COUNT(*) AS steps,
               SUM(s.duration_working_minutes) AS working_minutes
        FROM step_actors AS a
        JOIN steps AS s ON s.id = a.id AND s.seq = a.seq
        JOIN documents AS d ON d.id = a.id
        GROUP BY d.government, d.agency, COALESCE(a.canonical, a.actor)
        """,
    ),
    View(
        "regulation_use",
        "For each regulation cited: how many SOPs and agencies cite it.",
        """
        SELECT l.slug, MIN(l.type) AS type, MIN(l.issuer) AS issuer, MIN(l.number) AS number,
               MIN(l.year) AS year, MIN(l.subject) AS subject,
               COUNT(DISTINCT l.id) AS sops,
               COUNT(DISTINCT d.agency) AS agencies
        FROM legal_basis AS l
        JOIN documents AS d ON d.id = l.id
        WHERE l.slug IS NOT NULL
        GROUP BY l.slug
        """,
    ),
    View(
        "agency_overview",
        "For each agency: SOPs, steps, the working minutes of all its steps, and findings.",
        """
        SELECT d.government, d.agency,
               COUNT(*) AS sops,
               SUM((SELECT COUNT(*) FROM steps AS s WHERE s.id = d.id)) AS steps,
               SUM((SELECT SUM(s.duration_working_minutes) FROM steps AS s WHERE s.id = d.id))
                   AS working_minutes,
               SUM((SELECT COUNT(*) FROM findings AS f WHERE f.id = d.id)) AS findings
        FROM documents AS d
        GROUP BY d.government, d.agency
        """,
    ),
    View(
        "doubtful_values",
        "Each value with a confidence below 0.9, the most doubtful first.",
        """
        SELECT p.id, d.path, d.title, p.pointer, p.page, p.confidence, p.raw
        FROM provenance AS p
        JOIN documents AS d ON d.id = p.id
        WHERE p.confidence < 0.9
        ORDER BY p.confidence, p.id, p.pointer
        """,
    ),
)
