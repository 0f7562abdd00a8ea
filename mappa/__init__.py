"""Multi-agency public protection arrangements: referral, meeting, pack, minutes, actions."""
