print("pendopo")
