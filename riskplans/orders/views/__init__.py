"""The pages of orders and licences."""
