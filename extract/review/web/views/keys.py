"""The shortcuts of the page of an SOP, as its help lists them; `static/keys.js` implements them."""

from __future__ import annotations

# Name of a heading's text -> keys, and the name of the text that says what they do.
HELP: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "keys_anywhere",
        (
            ("F8", "next_ask"),
            ("Shift+F8", "previous_ask"),
            ("Ctrl+Enter", "accept_section"),
            ("Ctrl+Z", "undo"),
            ("Ctrl+Shift+Z", "redo"),
            ("F9", "sign_off"),
            ("F1", "keys"),
        ),
    ),
    (
        "keys_field",
        (
            ("Enter", "key_enter"),
            ("Shift+Enter", "key_newline"),
            ("Esc", "key_escape"),
            ("Alt+Enter", "split"),
            ("Alt+\u2191", "move_up"),
            ("Alt+\u2193", "move_down"),
        ),
    ),
    (
        "keys_lanes",
        (
            ("\u2190 \u2191 \u2192 \u2193", "key_grid"),
            ("Space", "key_toggle"),
            ("Enter", "key_tick"),
        ),
    ),
    (
        "keys_letters",
        (
            ("N", "next_ask"),
            ("P", "previous_ask"),
            ("A", "accept"),
            ("Shift+A", "accept_section"),
            ("U", "undo"),
            ("Y", "redo"),
            ("O", "only_doubtful"),
            ("E", "key_back"),
            ("I", "insert_below"),
            ("D", "delete_step"),
            ("M", "merge"),
            ("T", "split"),
            ("+ - 0 W", "key_zoom"),
            ("R Shift+R", "key_rotate"),
            ("[ ]", "key_page"),
            ("S", "sign_off"),
            ("Q", "to_queue"),
        ),
    ),
)
