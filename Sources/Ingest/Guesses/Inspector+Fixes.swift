/// The fixes of a reading, laid into the plan.
extension Inspector {
    mutating func takeFixes() {
        for fix in reading.fixes {
            switch fix {
            case .replaceCell(let row, let column, let text): plan.mended[row, default: [:]][column] = .some(text)
            case .missingCell(let row, let column): plan.mended[row, default: [:]][column] = .some(nil)
            case .replace(let column, let value, let text): change(column) { $0.replacements[value] = .some(text) }
            case .missing(let column, let value): change(column) { $0.replacements[value] = .some(nil) }
            case .accept(let column, let value): changeField(column) { $0.accept(value) }
            case .retype(let column, let type): retype(column, type)
            case .leaveOut(let row): plan.rowsLeftOut.insert(row)
            }
        }
    }

    private mutating func change(_ column: Int, _ body: (inout ReadingPlan.Column) -> Void) {
        for index in plan.columns.indices where plan.columns[index].source == column { body(&plan.columns[index]) }
    }

    /// Changes the field of a column, in the plan and in the schema; fields of codes made of it stay.
    private mutating func changeField(_ column: Int, _ body: (inout TableSchema.Field) -> Void) {
        for index in plan.columns.indices
        where plan.columns[index].source == column && plan.columns[index].field.standard.derivedFrom == nil {
            body(&plan.columns[index].field)
            if let place = schema.index(of: plan.columns[index].field.name) { schema.fields[place] = plan.columns[index].field }
        }
    }

    private mutating func retype(_ column: Int, _ type: FieldType) {
        changeField(column) { field in
            field.type = type
            if type != .string { field.standard.period = nil }
            // Constraints that the new type cannot have go; they were made for the old one.
            if !type.hasLength { (field.constraints.minLength, field.constraints.maxLength) = (nil, nil) }
            if !type.isOrdered {
                (field.constraints.minimum, field.constraints.maximum) = (nil, nil)
                (field.constraints.exclusiveMinimum, field.constraints.exclusiveMaximum) = (nil, nil)
            }
        }
        change(column) { planned in if planned.field.type == .string, planned.field.standard.period == nil { planned.form.period = nil } }
    }
}

extension TableSchema.Field {
    /// Takes one more value into what the field allows.
    mutating func accept(_ value: String) {
        if categories != nil, !categories!.contains(where: { $0.text == value }) { categories!.append(Labelled(value)) }
        if constraints.enumeration != nil, !constraints.enumeration!.contains(where: { $0.text == value }) {
            constraints.enumeration!.append(.string(value))
        }
    }
}
