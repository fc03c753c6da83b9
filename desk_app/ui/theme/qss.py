"""The few rules Qt's own widgets need (inputs, menus, lists, scroll bars), made from tokens.

Colours with alpha must be rgba(): Qt reads #rrggbbaa as #AARRGGBB.
"""

from __future__ import annotations

from desk_app.ui.theme.tokens import Size, Tokens


def _inputs(t: Tokens) -> str:
    edges = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox"
    focus = ", ".join(f"{name}:focus" for name in edges.split(", "))
    return f"""
{edges} {{ background: {t.input}; color: {t.t1}; border: 1px solid {t.field};
  border-radius: {Size.RADIUS}px; padding: 1px; selection-background-color: {t.lapis.solid};
  selection-color: #FFFFFF; placeholder-text-color: {t.t3}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: 30px; padding: 0 9px; }}
QPlainTextEdit, QTextEdit {{ padding: 5px 6px; }}
{focus} {{ border: 2px solid {t.lapis.solid}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ min-height: 28px; padding: 0 8px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 4px 5px; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {t.sunken}; color: {t.t3};
  border-color: {t.line2}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{ background: transparent; border: 0;
  padding: 0; min-height: 0; }}
QComboBox::drop-down {{ border: 0; width: 26px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.t1};
  border: 1px solid {t.line2}; outline: 0; padding: 4px; }}
"""


def _menus(t: Tokens) -> str:
    return f"""
QMenu {{ background: {t.surface}; color: {t.t1}; border: 1px solid {t.line2}; padding: 4px;
  border-radius: {Size.RADIUS_CARD}px; }}
QMenu::item {{ min-height: 20px; padding: 6px 12px; border-radius: 5px; }}
QMenu::item:selected {{ background: {t.lapis.tint}; color: {t.t1}; }}
QMenu::item:disabled {{ color: {t.t3}; }}
QMenu::icon {{ padding-left: 8px; padding-right: 8px; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 0; }}
QToolTip {{ background: {t.t1}; color: {t.surface}; border: 0; padding: 4px 8px; }}
"""


def _views(t: Tokens) -> str:
    return f"""
QListView, QTreeView, QTableView {{ background: transparent; color: {t.t1}; border: 0;
  outline: 0; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: {t.surface}; color: {t.t3}; border: 0;
  border-bottom: 1px solid {t.line2}; padding: 0 8px; }}
QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {t.line}; }}
QTableView::item:selected {{ background: {t.lapis.tint}; color: {t.t1}; }}
QAbstractScrollArea::corner {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {t.line2}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.field}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
QDialog, QMessageBox {{ background: {t.surface}; }}
"""


def stylesheet(tokens: Tokens) -> str:
    """Return the application's style sheet for a colour scheme."""
    return _inputs(tokens) + _menus(tokens) + _views(tokens)
