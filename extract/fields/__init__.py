"""From the tables and lines of pages to SOPs as read: labels, boxes, step rows."""
