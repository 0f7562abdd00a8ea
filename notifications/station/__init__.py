"""Notification at the station: a wizard for whoever stands at the counter, from what happened to the acknowledgement.

`rules` says which rule applies to what happened and what is asked; `steps` which page comes next; `days` counts a stay;
`acknowledgement` prints what was taken. The one verb is `notifications.actions.take_notification`.
"""
