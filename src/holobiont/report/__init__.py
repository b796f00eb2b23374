"""The report: everything that is known of a twin, computed once and written for people."""

from holobiont.report.model import Result
from holobiont.report.result import compute
from holobiont.report.write import write_report

__all__ = ["Result", "compute", "write_report"]
