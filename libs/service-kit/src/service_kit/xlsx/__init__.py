"""Spreadsheets (.xlsx, .xlsm): a hardened streaming reader of what users give, and a streaming writer."""

from service_kit.xlsx.read import Row, XlsxError, XlsxReader
from service_kit.xlsx.write import Column, write_xlsx

__all__ = ["Column", "Row", "XlsxError", "XlsxReader", "write_xlsx"]
